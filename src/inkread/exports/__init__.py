"""What was read, in the forms that others take.

`EXPORTS` are all formats; each turns pages, and where it shows them their pictures, into bytes.
"""

from inkread.exports.annotated import AnnotatedFolder, annotate
from inkread.exports.formats import EXPORTS, Export, find_export
from inkread.exports.leaves import Leaf
from inkread.exports.lines import csv_header, csv_rows, json_line, text_lines
from inkread.exports.options import Engine, ExportOptions
from inkread.exports.writing import check_output, write_output

__all__ = [
    "EXPORTS",
    "AnnotatedFolder",
    "Engine",
    "Export",
    "ExportOptions",
    "Leaf",
    "annotate",
    "check_output",
    "csv_header",
    "csv_rows",
    "find_export",
    "json_line",
    "text_lines",
    "write_output",
]
