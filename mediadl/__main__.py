"""The entry: tells the worker from the rest before anything heavy is imported."""

import sys


def main() -> int:
    """Run what the arguments ask for and return the exit code."""
    if sys.argv[1:2] == ["--worker"]:
        from mediadl.worker.main import main as worker_main

        return worker_main()
    from mediadl.app import main as app_main

    return app_main(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
