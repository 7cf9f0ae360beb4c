"""What every event about a referral says first."""


def about_a_referral(referral):
    return {
        "matter_no": referral.matter_no,
        "referral_id": referral.referral_id,
        "matter_kind": referral.matter.kind,
        "unit": referral.unit,
        "sender": referral.sender,
        "accused_unit": referral.matter.accused_unit,
    }
