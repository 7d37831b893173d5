"""Start SalesDesk from a checkout: ``python main.py``."""

from salesdesk.entry import main

if __name__ == "__main__":
    raise SystemExit(main())
