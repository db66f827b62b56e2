"""Kejadian, from report to closure: everything that others call."""

from __future__ import annotations

from services.incident_alike import Alike, declare_different, suggestions
from services.incident_detail import Change, Clock, HistoryRow, IncidentDetail, history, incident
from services.incident_entry import correct_incident, record_incident
from services.incident_list import IncidentFilters, IncidentList, incident_list
from services.incident_moves import acknowledge_referral, link_repeat, merge_incidents, move_incident
from services.incident_report import Report, warnings
from services.incident_steps import Step, steps

__all__ = [
    "Alike",
    "Change",
    "Clock",
    "HistoryRow",
    "IncidentDetail",
    "IncidentFilters",
    "IncidentList",
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
    "steps",
    "suggestions",
    "warnings",
]
