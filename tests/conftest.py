"""What every test can ask for."""

pytest_plugins = ["tests.support.browsers", "tests.support.databases"]
