"""Every variable of the environment that the web application knows, in one list.

The reference in the docs is made from it, and a variable with our prefix that is not in it stops
the start: a misspelt setting must not pass for a default.
"""

from __future__ import annotations

from dataclasses import dataclass

PREFIX = "INKREAD_"


@dataclass(frozen=True, slots=True)
class Variable:
    """A name without the prefix, what it means, and its default in words."""

    name: str
    meaning: str
    default: str

    @property
    def full_name(self) -> str:
        return PREFIX + self.name


PROVIDERS = (
    ("GOOGLE", "Google"),
    ("FACEBOOK", "Facebook"),
    ("LINKEDIN", "LinkedIn"),
    ("OPENID", "the OpenID provider"),
)

VARIABLES = (
    Variable(
        "HOME",
        "Folder of the database, of the secret and of the pictures that people keep; made when"
        " missing.",
        "`inkread` in the user's folder for application data",
    ),
    Variable(
        "SECRET_KEY",
        "The secret that signs what the application hands out and seals second factors: 50"
        " characters or more; with another one apps and recovery codes no longer fit.",
        "read from `INKREAD_SECRET_KEY_FILE`",
    ),
    Variable(
        "SECRET_KEY_FILE",
        "File that holds the secret; excludes `INKREAD_SECRET_KEY`.",
        "`secret-key` in `INKREAD_HOME`, written at the first `inkread serve`",
    ),
    Variable(
        "ALLOWED_HOSTS",
        "Names by which browsers may reach the application, separated by commas.",
        "`localhost,127.0.0.1,[::1]`",
    ),
    Variable(
        "DATABASE_URL",
        "`sqlite:////ABSOLUTE/PATH` or `postgresql://USER:PASSWORD@HOST:PORT/NAME`.",
        "`inkread.sqlite3` in `INKREAD_HOME`",
    ),
    Variable(
        "HTTPS",
        "`1` behind a proxy that speaks HTTPS and sets `X-Forwarded-Proto`: plain requests are sent"
        " on to HTTPS, and browsers are told to stay there.",
        "`0`",
    ),
    Variable(
        "DEBUG",
        "`1` shows the inside of the program in the browser when it fails; only for local hosts.",
        "`0`",
    ),
    Variable(
        "REQUIRE_LOGIN",
        "`1` closes everything but logging in and registering to visitors.",
        "`0`",
    ),
    Variable(
        "VISITOR_TRIES",
        "Pictures that the server reads within an hour for one network address without an account,"
        " 0 to 1000000, or `unlimited`. What browsers read by themselves is not counted.",
        "60",
    ),
    Variable(
        "PROXIES",
        "Proxies that stand before the application, 0 to 10, each of which adds the address that it"
        " saw to `X-Forwarded-For`. With `0` that header is not believed.",
        "`1` with `INKREAD_HTTPS`, otherwise `0`",
    ),
    Variable(
        "REGISTRATION",
        "`open`, or `closed`: then only who was invited into an organisation may register.",
        "`open`",
    ),
    Variable("ADMIN_PATH", "Where Django's admin is: one word.", "`admin`"),
    Variable(
        "ADMINISTRATOR",
        "User name of the administrator that `django-admin administrator` makes.",
        "asked for",
    ),
    Variable("ADMINISTRATOR_EMAIL", "The administrator's e-mail address.", "asked for"),
    Variable("ADMINISTRATOR_PASSWORD", "The administrator's first password.", "asked for"),
    Variable(
        "ADMINISTRATOR_PASSWORD_FILE",
        "File that holds it; excludes `INKREAD_ADMINISTRATOR_PASSWORD`.",
        "asked for",
    ),
    Variable(
        "SMTP_URL",
        "The server that sends mail: `smtp://USER:PASSWORD@HOST:PORT`, with `smtp+starttls:` or"
        " `smtps:` where the connection is to be protected. Needs `INKREAD_MAIL_FROM`.",
        "mail is written to the standard output",
    ),
    Variable("MAIL_FROM", "The address that mail comes from.", "`inkread@localhost`"),
    Variable(
        "CACHE_URL",
        "Where attempts are counted: `redis://USER:PASSWORD@HOST:PORT/NUMBER`.",
        "a table of the database",
    ),
    *(
        Variable(f"{name}_{key}", meaning.format(title), "no such button")
        for name, title in PROVIDERS
        for key, meaning in (
            ("CLIENT_ID", "The application's name at {}, for logging in with an account there."),
            ("SECRET", "Its secret at {}; one without the other stops the start."),
        )
    ),
    Variable(
        "OPENID_URL",
        "Address of any OpenID provider; its `/.well-known/openid-configuration` is read.",
        "no such button",
    ),
    Variable("OPENID_NAME", "What the button of that provider says.", "`OpenID`"),
    Variable("WORKERS", "Processes that answer, 1 to 64.", "one for each core, at most 4"),
    Variable("REQUEST_THREADS", "Requests that one process answers at once, 1 to 256.", "8"),
    Variable("THREADS", "Cores that one reading uses, 1 to 64.", "1"),
    Variable("MAX_UPLOAD_MB", "Largest file that is taken, in megabytes, 1 to 1000.", "25"),
    Variable("MAX_MEGAPIXELS", "Largest page that is read, in million pixels, 1 to 1000.", "50"),
    Variable("MAX_PAGES", "Most pages of one document, 1 to 1000.", "20"),
    Variable("READ_SECONDS", "Longest time for one page, in seconds, 1 to 600.", "30"),
)

# Read by other parts of inkread; nothing to complain about.
ELSEWHERE = frozenset({"DATA"})
