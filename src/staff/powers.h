/*
 * Roles and powers, as data. Everything that a route or an operation asks is one of these powers;
 * which role has which is said in powers.c and nowhere else.
 */
#ifndef STAFF_POWERS_H
#define STAFF_POWERS_H

#include <stdbool.h>
#include <stdint.h>

enum role {
    ROLE_NONE = 0,
    ROLE_COORDINATOR,       /* coordinatore sociale, the desk */
    ROLE_SOCIAL_WORKER,     /* assistente sociale */
    ROLE_SERVICE_HEAD,      /* responsible of the service */
    ROLE_EXTERNAL_MEMBER,   /* of a case's team, from outside the office */
    ROLE_RIDES_COORDINATOR, /* AUSER coordinator */
    ROLE_TREASURER,         /* treasurer and board of the association */
    ROLE_CENTRE_MANAGER,
    ROLE_COUNCILLOR,      /* mayors and councillors */
    ROLE_PLANNING_OFFICE, /* Ufficio di Piano */
    ROLE_ADMINISTRATOR,
    ROLE_DPO,    /* data protection officer */
    ROLE_SYSTEM, /* the command line */
    ROLE_COUNT
};

/* 0 is no power on purpose: a route row without one must not compile or start. */
enum power {
    POWER_PUBLIC = 1, /* anybody, signed in or not */
    POWER_ENTERING,   /* half signed in: second factor, forced change of password */
    POWER_SIGNED_IN,  /* any member of staff: own account, own sessions */
    POWER_PERSONS_READ,
    POWER_PERSONS_WRITE,
    POWER_CONTACTS_READ,
    POWER_CONTACTS_WRITE,
    POWER_RIDERS_READ, /* of riders only: name, address, phone, eligibility, boarding notes */
    POWER_RIDES_READ,
    POWER_RIDES_WRITE,
    POWER_VOLUNTEERS_READ, /* availability */
    POWER_VOLUNTEERS_WRITE,
    POWER_VOLUNTEERING_KEEP, /* what the volunteers' body keeps for itself: hours, refunds, register
                              */
    POWER_DIRECTORY_WRITE,   /* organisations and services */
    POWER_DAY_READ,          /* the day's page; what stands on it follows the other powers */
    POWER_USERS_MANAGE,      /* accounts of staff only */
    POWER_POLICY_MANAGE,     /* hours, notice, closures, code lists */
    POWER_CIRCLE_MANAGE,     /* who may know of a restricted person; doubles of one */
    POWER_AUDIT_READ,        /* who read what */
    POWER_FIGURES_READ,      /* sums without persons: exact for the service, else protected */
    POWER_COUNT
};

bool role_has_power(enum role role, enum power power);

/* Does this role see persons, so that the second factor is asked of it? */
bool role_sees_persons(enum role role);

/* Stable codes as stored and printed: "coordinator", "rides_write". NULL / ROLE_NONE when unknown.
 */
const char *role_code(enum role role);
const char *role_label(enum role role); /* Italian, for screens */
enum role role_from_code(const char *code);
const char *power_code(enum power power);

#endif
