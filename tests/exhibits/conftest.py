"""One report for all tests of exhibits; its figures are explained in ``samples``."""

import pytest

from tests.exhibits.samples import sample_report
from thgbilanz.balance.report import BalanceReport


@pytest.fixture(scope="session")
def report() -> BalanceReport:
    return sample_report()
