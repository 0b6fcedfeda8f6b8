"""The guard itself: it fails what it should fail and lets the expected through."""

import logging

import pytest

from tests.helpers.logfail import LogGuard, guarded_logs


@pytest.fixture
def logger() -> logging.Logger:
    """A logger of its own, so that the guard around every test does not hear what it says."""
    lonely = logging.getLogger("tests.logfail")
    lonely.propagate = False
    return lonely


def test_an_unexpected_warning_fails_at_the_end_of_the_block(logger):
    with pytest.raises(pytest.fail.Exception, match="disk is full"), guarded_logs(logger):
        logger.warning("the disk is full")


def test_an_information_passes(logger):
    with guarded_logs(logger):
        logger.info("all is well")


def test_what_pillow_logs_of_a_damaged_file_passes(log_guard: LogGuard):
    logging.getLogger("PIL.TiffImagePlugin").error("more samples per pixel than can be decoded")


def test_an_expected_warning_passes(logger):
    with guarded_logs(logger) as guard, guard.expect("disk is full"):
        logger.warning("the disk is full")


def test_expecting_a_warning_that_never_comes_fails(logger):
    with (
        pytest.raises(pytest.fail.Exception, match="no warning with 'disk'"),
        guarded_logs(logger) as guard,
        guard.expect("disk"),
    ):
        logger.info("nothing to see")


def test_an_expectation_does_not_excuse_another_warning(logger):
    with (
        pytest.raises(pytest.fail.Exception, match="battery"),
        guarded_logs(logger) as guard,
        guard.expect("disk is full"),
    ):
        logger.warning("the disk is full")
        logger.warning("the battery is low")


def test_every_test_is_guarded(log_guard: LogGuard):
    with log_guard.expect("anybody there"):
        logging.getLogger("another_library").warning("anybody there?")
