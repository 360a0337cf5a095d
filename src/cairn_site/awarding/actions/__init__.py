"""Every write of the awarding app."""

from cairn_site.awarding.actions.answering import answer_award
from cairn_site.awarding.actions.batches import (
    confirm_batch,
    discard_batch,
    mend_row,
    replace_table,
    resume_batch,
    stop_batch,
    upload_table,
)
from cairn_site.awarding.actions.changing import (
    change_many,
    reinstate_award,
    revoke_award,
    suspend_award,
)
from cairn_site.awarding.actions.claiming import LinkTerms, claim_award, close_link, make_link
from cairn_site.awarding.actions.reminding import remind_chosen, remind_holders, send_again
from cairn_site.awarding.actions.renewing import invite_to_upgrade, renew_award
from cairn_site.awarding.actions.single import (
    award,
    award_decided,
    award_due,
    cancel_scheduled,
    schedule_award,
)
from cairn_site.awarding.actions.writing import write_award_mail

__all__ = [
    "LinkTerms",
    "answer_award",
    "award",
    "award_decided",
    "award_due",
    "cancel_scheduled",
    "change_many",
    "claim_award",
    "close_link",
    "confirm_batch",
    "discard_batch",
    "invite_to_upgrade",
    "make_link",
    "mend_row",
    "reinstate_award",
    "remind_chosen",
    "remind_holders",
    "renew_award",
    "replace_table",
    "resume_batch",
    "revoke_award",
    "schedule_award",
    "send_again",
    "stop_batch",
    "suspend_award",
    "upload_table",
    "write_award_mail",
]
