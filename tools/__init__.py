"""Set-up and supervision: what stands between a bare machine and a running Lianxin.

Everything that runs before the virtual environment exists uses the standard library only.
"""
