"""The entry: tells the worker from the rest before anything heavy is imported."""

import sys


def main() -> int:
    """Run what the arguments ask for and return the exit code."""
    if sys.argv[1:2] == ["--worker"]:
        from mediadl.worker.main import main as worker_main

        return worker_main()
    if sys.argv[1:2] == ["--worker-forks"]:
        import gc

        gc.disable()  # what it frees while yt-dlp is imported, each worker would fill with pages of its own
        from mediadl.worker.fork_server import main as forks_main

        return forks_main()
    from mediadl.app import main as app_main

    return app_main(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
