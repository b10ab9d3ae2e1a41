import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()

# What is loaded by now lives as long as the process: the collector need not walk through it with
# every few pages, and a page of fifty rows makes thousands of values that die with it.
gc.collect()
gc.freeze()
gc.set_threshold(10_000, 20, 50)
