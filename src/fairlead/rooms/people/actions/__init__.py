"""Changing people: for this room's doors, and for every higher room."""

from fairlead.rooms.people.actions.accounts import (
    give_first_address,
    set_password,
    take_verified_address,
)
from fairlead.rooms.people.actions.founding import found, found_by_link, founding_link
from fairlead.rooms.people.actions.invitations import (
    invite,
    invite_again,
    revoke_invitation,
    spend_invitation,
)
from fairlead.rooms.people.actions.keys import (
    create_token,
    create_token_for,
    end_other_sessions,
    end_session,
    entered_by,
    forget_old,
    revoke_token,
    sign_in_session,
    switch_organisation,
)
from fairlead.rooms.people.actions.links import link_for, spend_link
from fairlead.rooms.people.actions.organisation import (
    add_holiday,
    remove_holiday,
    rename_organisation,
    set_concerns_to,
    set_working_days,
)
from fairlead.rooms.people.actions.own import (
    save_appearance,
    save_notice_settings,
    save_shortcuts,
    set_away,
    show_team,
)
from fairlead.rooms.people.actions.persons import (
    add_person,
    erase,
    erase_oneself,
    leave,
    person_by_address,
    reinstate,
    rename_person,
    set_admin,
    suspend,
)
from fairlead.rooms.people.actions.rotation import rotate_keys
from fairlead.rooms.people.actions.teams import (
    add_member,
    add_team,
    change_team,
    join_team,
    leave_team,
    move_team,
    rename_team,
    set_lead,
    team_named,
)
from fairlead.rooms.people.actions.told import mark_told

__all__ = [
    "add_holiday",
    "add_member",
    "add_person",
    "add_team",
    "change_team",
    "create_token",
    "create_token_for",
    "end_other_sessions",
    "end_session",
    "entered_by",
    "erase",
    "erase_oneself",
    "forget_old",
    "found",
    "found_by_link",
    "founding_link",
    "give_first_address",
    "invite",
    "invite_again",
    "join_team",
    "leave",
    "leave_team",
    "link_for",
    "mark_told",
    "move_team",
    "person_by_address",
    "reinstate",
    "remove_holiday",
    "rename_organisation",
    "rename_person",
    "rename_team",
    "revoke_invitation",
    "revoke_token",
    "rotate_keys",
    "save_appearance",
    "save_notice_settings",
    "save_shortcuts",
    "set_admin",
    "set_away",
    "set_concerns_to",
    "set_lead",
    "set_password",
    "set_working_days",
    "show_team",
    "sign_in_session",
    "spend_invitation",
    "spend_link",
    "suspend",
    "switch_organisation",
    "take_verified_address",
    "team_named",
]
