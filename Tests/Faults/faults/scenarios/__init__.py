"""One fault each: a function that takes a folder and a report to fill."""

from faults.scenarios import database_gone, full_disk, killed_server, lost_primary, slow_database

ALL = {
    "kill": killed_server.run,
    "restart": database_gone.run_restart,
    "immediate": database_gone.run_immediate,
    "standby": lost_primary.run,
    "slow": slow_database.run,
    "disk": full_disk.run,
}
