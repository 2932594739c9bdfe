"""What was read, in the forms that others take: JSON, CSV, text, and the picture marked with it."""

from inkread.exports.annotated import AnnotatedFolder, annotate
from inkread.exports.lines import (
    CSV_HEADER,
    CSV_HEADER_WITH_STYLE,
    csv_rows,
    json_line,
    text_lines,
)

__all__ = [
    "CSV_HEADER",
    "CSV_HEADER_WITH_STYLE",
    "AnnotatedFolder",
    "annotate",
    "csv_rows",
    "json_line",
    "text_lines",
]
