"""The library is the whole product: a seed and a preset become arrays, a request becomes a file.

All that the command line can do, it does through here. The public names are those of `liminal`.
"""
