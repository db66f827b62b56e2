"""Kejadian, from report to closure: everything that others call."""

from __future__ import annotations

from services.history import Step
from services.incident_alike import Alike, declare_different, suggestions
from services.incident_detail import Clock, IncidentDetail, history, incident
from services.incident_entry import correct_incident, record_incident
from services.incident_list import IncidentFilters, IncidentList, incident_list
from services.incident_moves import acknowledge_referral, link_repeat, merge_incidents, move_incident
from services.incident_report import Report, time_said, warnings
from services.incident_steps import NextStep

__all__ = [
    "Alike",
    "Clock",
    "IncidentDetail",
    "IncidentFilters",
    "IncidentList",
    "NextStep",
    "Report",
    "Step",
    "acknowledge_referral",
    "correct_incident",
    "declare_different",
    "history",
    "incident",
    "incident_list",
    "link_repeat",
    "merge_incidents",
    "move_incident",
    "record_incident",
    "suggestions",
    "time_said",
    "warnings",
]
