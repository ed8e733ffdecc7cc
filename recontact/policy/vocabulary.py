"""The words in which a use is told: purposes, lawful bases, channels. What is not among them does not exist here."""

from typing import Literal

Purpose = Literal[
    "recontact_lost_borrower", "legal_notice", "account_servicing", "contact_update", "fraud_check", "evaluation"
]
"""What contact data may be used for. Marketing is not among them."""

LawfulBasis = Literal[
    "consent", "separate_consent", "written_consent", "contract", "contract_necessity", "legal_obligation",
    "legal_duty", "lawfully_public", "legitimate_interest",
]  # fmt: skip
"""What a lender may claim; whether a jurisdiction knows it is its rules' to say (China has no legitimate interest)."""

Channel = Literal["voice", "sms", "email", "im", "mail", "in_app", "visit"]

Role = Literal[
    "self", "representative", "estate", "buyer", "emergency_contact_1", "emergency_contact_2", "emergency_contact_3",
    "guarantor", "co_borrower", "spouse", "relative", "employer",
]  # fmt: skip
"""Who is reached: those of the sources, and the people who may act for a borrower."""

State = Literal[
    "cease", "refused", "disputed", "identity_disputed", "identity_theft", "represented", "insolvent",
    "breathing_space", "mental_health_crisis", "deceased", "minor", "incapacity", "declared_disability", "elderly",
    "safe_contact", "unemployed", "reassigned", "settled",
]  # fmt: skip
"""What is known of a person, a point or a debt and bears on contact. A treatment, never a diagnosis."""

Fact = Literal[
    "inbound_sms", "sms_consent", "reassigned_check", "inbound_email", "email_consent", "email_notice",
    "robot_consent", "opt_out_offered", "informed_of_source", "mandate", "self_identified", "visit_consent",
]  # fmt: skip
"""What must have happened before some contacts, each with its last day."""
