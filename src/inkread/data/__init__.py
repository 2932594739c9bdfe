"""The data sets: what they are, on which terms, where they come from, and whether they are whole.

`find_sets` looks them up by name, `check_file` compares a file of a folder with its sha256, and
`fetch_file` gets one from its public home.
"""

from inkread.data.fetching import State, check_file, fetch_file
from inkread.data.sets import SETS, DataFile, DataSet, find_sets

__all__ = ["SETS", "DataFile", "DataSet", "State", "check_file", "fetch_file", "find_sets"]
