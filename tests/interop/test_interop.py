"""What other programs make of our exports, where their environment is there."""

import pytest

from tests.interop.exchange import NOT_THERE, export_all, peers_python, read_in_peers

PYTHON = peers_python()


@pytest.mark.slow
@pytest.mark.skipif(PYTHON is None, reason=NOT_THERE)
def test_every_format_opens_in_the_loaders_of_other_programs(tmp_path):
    export_all(tmp_path)
    rows = read_in_peers(tmp_path, PYTHON)
    assert rows
    assert [row for row in rows if not row.is_good] == []
