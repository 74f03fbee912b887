"""Keys outside the database, ciphertext inside, and nothing left once a key is destroyed."""

import os

import pytest
from cryptography.exceptions import InvalidTag
from django.db import connection

from yinli.base.accounts.models import SYSTEM
from yinli.base.history.models import Entry
from yinli.base.personal import ciphers, keystore
from yinli.base.personal.actions import open_subject, open_subjects
from yinli.base.personal.fields import PlaintextRefused
from yinli.base.personal.models import Subject
from yinli.domain.enterprises.actions import add_contact, add_enterprise
from yinli.domain.enterprises.models import Contact

PHONE = "13812345678"


@pytest.fixture
def contact(cast):
    enterprise, _ = add_enterprise("青禾半导体有限公司", by=cast.north_officer)
    return add_contact(enterprise, "沈一鸣", by=cast.north_officer, title="总经理", phone=PHONE)


def test_a_key_is_written_before_it_is_used_and_read_back(settings):
    keystore.create([1, 5, 4095, 4096])
    assert len({keystore.key_of(one) for one in (1, 5, 4095, 4096)}) == 4
    assert all(path.stat().st_mode & 0o077 == 0 for path in keystore._file(0).parent.iterdir())


def test_a_destroyed_key_is_gone_for_every_process_at_once():
    keystore.create([7, 8])
    before = keystore._file(0).read_bytes()
    keystore.destroy([7])
    with pytest.raises(keystore.KeyGone):
        keystore.key_of(7)
    assert keystore.key_of(8)
    # Overwritten where it lay: not one byte of it is left in the file.
    assert before[7 * 64 + 1 : 7 * 64 + 61] not in keystore._file(0).read_bytes()
    assert not keystore.is_live(7)


def test_a_subject_that_never_had_a_key_has_none():
    with pytest.raises(keystore.KeyGone):
        keystore.key_of(123456789)


def test_keys_cannot_be_read_with_another_master_key(settings):
    keystore.create([1])
    settings.YINLI_PERSONAL_KEY = "another"
    with pytest.raises(keystore.WrongMasterKey):
        keystore.key_of(1)


def test_a_slot_moved_to_another_subject_is_refused():
    keystore.create([1, 2])
    handle = os.open(keystore._file(0), os.O_RDWR)
    os.pwrite(handle, os.pread(handle, 64, 64), 128)
    os.close(handle)
    with pytest.raises(keystore.WrongMasterKey):
        keystore.key_of(2)


def test_a_token_is_bound_to_its_subject_and_column():
    keystore.create([1, 2])
    token = ciphers.seal(1, "contact.phone", PHONE)
    assert ciphers.unseal(token, "contact.phone") == PHONE
    with pytest.raises(ValueError, match="contact.phone"):
        ciphers.unseal(token, "contact.email")
    with pytest.raises(InvalidTag):
        ciphers.unseal(token.replace("p1:1:", "p1:2:"), "contact.phone")


def test_the_database_holds_ciphertext_in_rows_history_and_entries(contact):
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, title, phone FROM enterprises_contact")
        row = cursor.fetchone()
        cursor.execute("SELECT name, title, phone FROM enterprises_contactevent")
        event = cursor.fetchone()
    assert row == event
    assert all(value.startswith("p1:") for value in row)
    kept = Entry.objects.get(action="enterprise.add_contact").after
    assert all(value.startswith("p1:") for value in kept.values())


def test_a_value_shows_its_mask_and_a_name_is_read(contact):
    fresh = Contact.objects.get()
    assert (str(fresh.name), str(fresh.phone), f"{fresh.phone}") == ("沈一鸣", "138****5678", "138****5678")
    assert PHONE not in repr(fresh.phone)
    assert fresh.phone.reveal() == PHONE


def test_plain_text_never_reaches_the_database(contact):
    with pytest.raises(PlaintextRefused):
        Contact.objects.filter(phone=PHONE).exists()
    with pytest.raises(PlaintextRefused):
        Contact.objects.filter(pk=contact.pk).update(phone=PHONE)


def test_people_are_found_by_signs_pairs_pinyin_and_title_without_their_names(contact):
    for word in ("沈一鸣", "沈", "一鸣", "shenyi", "sym", "SYM", "总经理", "经理"):
        assert Contact.objects.filter(subject__marks__called=word).exists(), word
    for word in ("沈二", "ming", "王", "经"[:0] + "财务"):
        assert not Contact.objects.filter(subject__marks__called=word).exists(), word


def test_the_same_name_is_one_person_of_an_enterprise(cast, contact):
    assert add_contact(contact.enterprise, " 沈一鸣", by=cast.north_officer).pk == contact.pk


def test_many_subjects_get_their_keys_in_one_write(db):
    made = open_subjects("certificate", [{"name": "马一飞"}] * 3, by=SYSTEM)
    assert len({keystore.key_of(one.pk) for one in made}) == 3


def test_marks_need_the_secret(db, settings):
    open_subject("contact", {"name": "沈一鸣"}, by=SYSTEM)
    settings.YINLI_PERSONAL_KEY = "another"
    assert not Subject.objects.filter(marks__called="沈一鸣").exists()
