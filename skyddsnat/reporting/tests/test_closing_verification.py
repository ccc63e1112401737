"""A closing pack that broke on the way is said to be so."""

import io
import zipfile

from skyddsnat.reporting.tests.closed import REQUISITION, closing_pack
from skyddsnat.reporting.verification import verify_command

PAPER = REQUISITION.partition("/data/")[2]


def test_a_whole_pack(tmp_path, capsys):
    path = tmp_path / "pack.zip"
    path.write_bytes(closing_pack())
    assert verify_command([str(path)]) == 0
    assert "whole" in capsys.readouterr().out


def test_each_byte_that_breaks_is_found_and_none_ends_in_an_error(tmp_path, capsys):
    path, whole = tmp_path / "pack.zip", closing_pack()
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        begins = archive.getinfo(PAPER).header_offset + 30 + len(PAPER)
    for place in range(begins, begins + 40):
        broken = bytearray(whole)
        broken[place] ^= 0xFF
        path.write_bytes(bytes(broken))
        assert verify_command([str(path)]) == 2, place
        assert "cannot be read as a ZIP archive" in capsys.readouterr().err
