"""What a notebook finds done: nothing is imported or compiled again for a page, and forking is safe."""

import json
import subprocess
import sys
from pathlib import Path

from places import environment
from rehab.batch.warm.nursery import ONE_THREAD

PREPARED = """
import json, sys
from pathlib import Path
from jinja2 import Environment
from rehab.batch.warm.preparing import Preparation
preparation = Preparation(Path(sys.argv[1]))
preparation.begin()
preparation.are_many = True
preparation.finish()
from rehab.batch.warm.page import made_up_material
from rehab.pages.sections.brief import Brief
compiled, modules = [], set(sys.modules)
compile = Environment.compile
Environment.compile = lambda self, source, name=None, *rest, **named: (
    compiled.append(name), compile(self, source, name, *rest, **named)
)[1]
empty = []
for language in ("vi", "en"):
    brief = Brief(made_up_material(language))
    for name, section in vars(Brief).items():
        if callable(section) and not name.startswith("_"):
            empty += [] if getattr(brief, name)().markup.strip() else [name]
threads = len(list(Path("/proc/self/task").iterdir()))
print(json.dumps([empty, compiled, sorted(set(sys.modules) - modules), threads]))
"""


def test_a_page_imports_and_compiles_nothing_more_and_the_nursery_has_one_thread(tmp_path: Path):
    done = subprocess.run(
        [sys.executable, "-c", PREPARED, str(tmp_path)],
        env={**environment(), **ONE_THREAD},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    empty, compiled, imported, threads = json.loads(done.stdout.splitlines()[-1])
    assert (empty, compiled, imported, threads) == ([], [], [], 1)
