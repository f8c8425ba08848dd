"""Internal deliveries as both sides state them (faults.md 113: both must agree within 1 %)."""

from math import fsum

from thgbilanz.balance.delivery_statements import AGREEMENT, Channel, Statement, Statements
from thgbilanz.balance.insight import DeliveryCheck


def delivery_checks(statements: Statements) -> tuple[DeliveryCheck, ...]:
    """One line per supplier, receiver, kind of thing and way of delivery, in their order."""
    return tuple(_check(channel, statements.channels[channel]) for channel in sorted(statements.channels))


def _check(channel: Channel, statement: Statement) -> DeliveryCheck:
    difference = statement.difference()
    return DeliveryCheck(
        supplier=channel.supplier,
        receiver=channel.receiver,
        activity=min(statement.activities),
        delivery=channel.delivery,
        unit=channel.unit,
        supplied=statement.supplied if statement.is_supplied else None,
        received=fsum(statement.received) if statement.received else None,
        difference_share=difference,
        agrees=None if difference is None else difference <= AGREEMENT,
        emissions_kg=statement.received_kg,
    )
