"""`rehab.read`: at the bench, read the workbooks that have changed, then open the collection."""

import os
from pathlib import Path

from rehab.batch.executors import Limits
from rehab.batch.pool import NotSharedError, WorkerDiedError
from rehab.batch.progress import watched
from rehab.batch.run import MixedError
from rehab.batch.session import MEMORY_MB, TIMEOUT_SECONDS, BusyError, Workers, read_alone
from rehab.batch.warm.nursery import NurseryError
from rehab.catalog.settings import SettingsError
from rehab.catalog.texts import text
from rehab.catalog.two_languages import of_both
from rehab.disclosure.asking import is_in_run
from rehab.explore.collection import OpenedCollection
from rehab.explore.errors import BenchError
from rehab.explore.opening import data_folder, named_collection
from rehab.explore.opening import open as open_collection
from rehab.store.project import ProjectError, project_at


def read(collection: str = "", data: str | Path = "", language: str = "vi", jobs: int = 0) -> OpenedCollection:
    """Read the workbooks of a collection that changed or are new, as `rehab run` does, and open it.

    Shows how far it is; builds no page. `jobs`: how many workbooks at a time (default: a core each). Raises BenchError:
    there is no such collection, another run is at work, a settings file cannot be used.

    `rehab.read("reported").province("Đắk Nông")`.
    """
    if is_in_run():
        raise BenchError(text("explore.no_reading_in_run", language))
    folder = data_folder(data, language)
    name = named_collection(folder, collection, language)
    workers = Workers(Limits(TIMEOUT_SECONDS, MEMORY_MB, jobs or os.cpu_count() or 1))
    try:
        with watched(language) as progress:
            read_alone(project_at(folder.parent, folder), name, workers, progress)
    except BusyError as error:
        raise BenchError(text("run.busy", language, folder=error.folder)) from None
    except (ProjectError, SettingsError, MixedError, NurseryError, WorkerDiedError, NotSharedError) as error:
        raise BenchError(of_both(error, language)) from None
    finally:
        workers.close()
    return open_collection(name, folder, language=language)
