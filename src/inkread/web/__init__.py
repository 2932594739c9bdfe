"""The web application: a Django project around the public names of inkread."""
