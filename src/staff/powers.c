#include "staff/powers.h"

#include <assert.h>
#include <stddef.h>
#include <string.h>

#include "base/words.h"

struct role_row {
    const char *code;
    const char *label;
    bool sees_persons;
    uint32_t powers;
};

#define POWER(name) (1u << POWER_##name)

static_assert(POWER_COUNT <= 32, "a role's powers are one 32-bit set");

#define EVERYBODY (POWER(PUBLIC))
#define STAFF     (EVERYBODY | POWER(SIGNED_IN))
#define FRONT_DESK                                                                                 \
    (STAFF | POWER(PERSONS_READ) | POWER(PERSONS_WRITE) | POWER(CONTACTS_READ) |                   \
     POWER(CONTACTS_WRITE) | POWER(RIDERS_READ) | POWER(RIDES_READ) | POWER(RIDES_WRITE) |         \
     POWER(VOLUNTEERS_READ) | POWER(DIRECTORY_WRITE) | POWER(DAY_READ) | POWER(FIGURES_READ))

/* The table of powers, a row a role, in the order of `enum role`. */
static const struct role_row ROLES[ROLE_COUNT] = {
    [ROLE_NONE] = {"none", "", false, EVERYBODY},
    [ROLE_COORDINATOR] = {"coordinator", N_("coordinatore sociale"), true, FRONT_DESK},
    [ROLE_SOCIAL_WORKER] = {"social_worker", N_("assistente sociale"), true, FRONT_DESK},
    [ROLE_SERVICE_HEAD] = {"service_head", N_("responsabile del servizio"), true,
                           STAFF | POWER(PERSONS_READ) | POWER(PERSONS_WRITE) |
                               POWER(CONTACTS_READ) | POWER(RIDERS_READ) | POWER(RIDES_READ) |
                               POWER(VOLUNTEERS_READ) | POWER(DIRECTORY_WRITE) | POWER(DAY_READ) |
                               POWER(POLICY_MANAGE) | POWER(CIRCLE_MANAGE) | POWER(FIGURES_READ)},
    [ROLE_EXTERNAL_MEMBER] = {"external_member", N_("componente esterno dell’équipe"), true, STAFF},
    [ROLE_RIDES_COORDINATOR] = {"rides_coordinator", N_("coordinatore AUSER"), true,
                                STAFF | POWER(RIDERS_READ) | POWER(RIDES_READ) |
                                    POWER(RIDES_WRITE) | POWER(VOLUNTEERS_READ) |
                                    POWER(VOLUNTEERS_WRITE) | POWER(VOLUNTEERING_KEEP) |
                                    POWER(DAY_READ) | POWER(FIGURES_READ)},
    [ROLE_TREASURER] = {"treasurer", N_("tesoriere dell’associazione"), false, STAFF},
    [ROLE_CENTRE_MANAGER] = {"centre_manager", N_("gestore del Centro Sociale"), true, STAFF},
    [ROLE_COUNCILLOR] = {"councillor", N_("amministratore comunale"), false,
                         STAFF | POWER(FIGURES_READ)},
    [ROLE_PLANNING_OFFICE] = {"planning_office", N_("Ufficio di Piano"), false,
                              STAFF | POWER(FIGURES_READ)},
    [ROLE_ADMINISTRATOR] = {"administrator", N_("amministratore di sistema"), false,
                            STAFF | POWER(USERS_MANAGE) | POWER(POLICY_MANAGE)},
    [ROLE_DPO] = {"dpo", N_("responsabile della protezione dei dati"), true,
                  STAFF | POWER(AUDIT_READ)},
    [ROLE_SYSTEM] = {"system", N_("riga di comando"), true, UINT32_MAX & ~POWER(ENTERING)},
};

static const char *const POWERS[POWER_COUNT] = {
    [POWER_PUBLIC] = "public",
    [POWER_ENTERING] = "entering",
    [POWER_SIGNED_IN] = "signed_in",
    [POWER_PERSONS_READ] = "persons_read",
    [POWER_PERSONS_WRITE] = "persons_write",
    [POWER_CONTACTS_READ] = "contacts_read",
    [POWER_CONTACTS_WRITE] = "contacts_write",
    [POWER_RIDERS_READ] = "riders_read",
    [POWER_RIDES_READ] = "rides_read",
    [POWER_RIDES_WRITE] = "rides_write",
    [POWER_VOLUNTEERS_READ] = "volunteers_read",
    [POWER_VOLUNTEERS_WRITE] = "volunteers_write",
    [POWER_VOLUNTEERING_KEEP] = "volunteering_keep",
    [POWER_DIRECTORY_WRITE] = "directory_write",
    [POWER_DAY_READ] = "day_read",
    [POWER_USERS_MANAGE] = "users_manage",
    [POWER_POLICY_MANAGE] = "policy_manage",
    [POWER_CIRCLE_MANAGE] = "circle_manage",
    [POWER_AUDIT_READ] = "audit_read",
    [POWER_FIGURES_READ] = "figures_read",
};

bool role_has_power(enum role role, enum power power)
{
    if (role >= ROLE_COUNT || power < POWER_PUBLIC || power >= POWER_COUNT)
        return false;
    return ROLES[role].powers & (1u << power);
}

bool role_sees_persons(enum role role)
{
    return role < ROLE_COUNT && ROLES[role].sees_persons;
}

const char *role_code(enum role role)
{
    return role < ROLE_COUNT ? ROLES[role].code : "none";
}

const char *role_label(enum role role)
{
    return role < ROLE_COUNT ? ROLES[role].label : "";
}

enum role role_from_code(const char *code)
{
    for (enum role role = ROLE_NONE + 1; role < ROLE_COUNT; role++) {
        if (strcmp(ROLES[role].code, code) == 0)
            return role;
    }
    return ROLE_NONE;
}

const char *power_code(enum power power)
{
    return power > 0 && power < POWER_COUNT ? POWERS[power] : NULL;
}
