"""The benchmarks by name, in the order in which they run."""

from benchmarks import console, growth, idle, passwords, registration, start, verify

ALL = {
    "start": start.run,
    "idle": idle.run,
    "verify": verify.run,
    "passwords": passwords.run,
    "registration": registration.run,
    "growth": growth.run,
    "console": console.run,
}
