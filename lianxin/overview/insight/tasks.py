"""Each minute the pending figures are folded."""

from procrastinate.contrib.django import app

from lianxin.overview.insight import folding


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="insight.fold")
def fold(timestamp: int) -> None:
    folding.fold_all()
