"""What was read, in the forms that others take: JSON, CSV, text, and the picture marked with it."""

from inkread.exports.annotated import AnnotatedFolder, annotate
from inkread.exports.lines import csv_header, csv_rows, json_line, text_lines

__all__ = ["AnnotatedFolder", "annotate", "csv_header", "csv_rows", "json_line", "text_lines"]
