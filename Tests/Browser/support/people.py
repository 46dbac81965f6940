"""The two people of the demo."""

from typing import NamedTuple


class Person(NamedTuple):
    username: str
    password: str


MARIA = Person("maria", "conversations-demo")
ADMIN = Person("admin", "conversations-admin")
