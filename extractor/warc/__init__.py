"""WARC files: the pages in them, as sources. warcio takes the records apart; imported only where there is a WARC file to read or write.

pages    which records are pages, and those as sources
records  the records of a file, one at a time, as long as they are whole
payload  the body of an answer out of its encodings
"""
