"""Times in Tamil: Django has only dates and times apart."""

DATETIME_FORMAT = "j F, Y, g:i A"
SHORT_DATETIME_FORMAT = "j M, Y, g:i A"
