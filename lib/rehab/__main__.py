"""`python -m rehab`, where the system does not find `rehab`."""

from rehab.cli import main

if __name__ == "__main__":
    main()
