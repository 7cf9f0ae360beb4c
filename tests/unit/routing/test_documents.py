"""Which files may lie with an order."""

import pytest

from services.routing.policy.documents import media_type_of

PDF, ZIP = b"%PDF-1.7\n", b"PK\x03\x04..."


@pytest.mark.parametrize(
    ("name", "content", "ending"),
    [
        ("合同.pdf", PDF, "pdf"),
        ("照片.JPEG", b"\xff\xd8\xff\xe0", "jpg"),
        ("截图.png", b"\x89PNG\r\n\x1a\n..", "png"),
        ("说明.docx", ZIP, "docx"),
        ("公文.ofd", ZIP, "ofd"),
    ],
)
def test_a_file_is_what_it_says_and_what_it_begins_with(name, content, ending):
    assert media_type_of(name, content).ending == ending


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("合同.pdf", b"<html><script>"),
        ("合同.html", b"<html><script>"),
        ("图.svg", b"<svg onload=alert(1)>"),
        ("合同.pdf.exe", b"MZ"),
        ("合同", PDF),
        ("合同.zip", ZIP),
        ("", b""),
    ],
)
def test_what_pretends_or_could_run_is_nothing_we_take(name, content):
    assert media_type_of(name, content) is None
