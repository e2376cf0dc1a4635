"""Reports in the forms people read and other programs take: one module a format, each with `write(reports, file)`.

All of them write each report as it comes, so that a long run needs no memory for what is done.
"""
