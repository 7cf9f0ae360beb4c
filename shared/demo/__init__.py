"""The demo: a city, its sign-ins and some matters, all entered through the public doors."""
