"""Times in Hindi: Django has only dates and times apart, and its words do not tell 2 from 14."""

TIME_FORMAT = "H:i"
DATETIME_FORMAT = "j F Y, H:i"
SHORT_DATETIME_FORMAT = "d-m-Y H:i"
