"""`recontact evaluate` on files small enough to count by hand; records and labels are invented."""

import json

import pytest

IDENTITIES = "source,record_id,identity_id\ns,1,A\ns,2,A\ns,3,B\ns,4,B\ns,5,C\n"
LABELS = "record_id,entity_id\n1,ann\n2,ann\n3,ann\n4,bob\n5,cy\n6,cy\n"
OTHER = "source,record_id,identity_id\ns,1,X\ns,2,X\ns,3,X\ns,4,X\ns,5,Y\n"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "identities.csv").write_text(IDENTITIES)
    (tmp_path / "labels.csv").write_text(LABELS)
    (tmp_path / "other.csv").write_text(OTHER)
    return tmp_path


def test_with_labels_and_against_another_run(folder, cli):
    said = cli("evaluate", folder, "--labels", folder / "labels.csv", "--against", folder / "other.csv", "--json")
    answer = json.loads(said.out)
    assert answer["sizes"] == {"1": 1, "2": 2}
    labelled = answer["labelled"]
    assert labelled["precision"] == pytest.approx(1 / 2)  # 1+2 is right, 3+4 is not
    assert labelled["recall"] == pytest.approx(1 / 4)  # of ann's three pairs one, of cy's (one not found) none
    assert labelled["errors"]["joined"] == [["3", "4"]]
    assert labelled["errors"]["parted"] == [["2", "3"], ["5", "6"]]
    assert answer["against"] == {"records": 5, "same": 1, "merged": 0, "split": 1, "moved": 0}


def test_a_table_for_people(folder, cli):
    said = cli("evaluate", folder / "identities.csv", "--labels", folder / "labels.csv")
    assert said.code == 0
    assert "5 records, 3 identities" in said.out
    assert "B-cubed" in said.out


@pytest.mark.parametrize(("file", "option"), [("nowhere.csv", "--labels"), ("other.csv", "--labels")])
def test_what_cannot_be_read_is_said(folder, cli, file, option):
    said = cli("evaluate", folder, option, folder / file)
    assert said.code == 2
    assert file in said.err
