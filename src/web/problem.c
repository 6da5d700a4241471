#include "web/problem.h"

#include <string.h>

#include "base/text.h"
#include "base/words.h"
#include "web_html.h"

/* Marks text for xgettext; say() translates it. */
static struct problem say(const struct ctx *ctx, int http_status, const char *title,
                          const char *advice)
{
    return (struct problem){.http_status = http_status,
                            .title = words_find(ctx->words, title),
                            .advice = words_find(ctx->words, advice)};
}

struct problem problem_of_http(const struct ctx *ctx, int http_status)
{
    switch (http_status) {
    case 403:
        return say(ctx, 403, N_("Non puoi aprire questa pagina"),
                   N_("Se ti serve per il tuo lavoro, chiedi a chi coordina l’ufficio."));
    case 404:
        return say(ctx, 404, N_("Questa pagina non c’è"),
                   N_("Forse l’indirizzo è stato scritto male, o la pagina è stata spostata. "
                      "Riparti dalla pagina iniziale."));
    case 405:
    case 501:
        return say(ctx, http_status, N_("Questa pagina non si apre così"),
                   N_("Torna alla pagina da cui vieni e usa i suoi pulsanti."));
    case 409:
        return say(ctx, 409, N_("Intanto qualcun altro ha cambiato questi dati"),
                   N_("Non è stato salvato nulla. Torna indietro, ricarica la pagina e controlla "
                      "prima di salvare di nuovo."));
    case 413:
        return say(ctx, 413, N_("Quello che hai inviato è troppo grande"),
                   N_("Non è stato salvato nulla. Riprova con un file più piccolo o con meno "
                      "testo."));
    case 414:
        return say(ctx, 414, N_("L’indirizzo di questa pagina è troppo lungo"),
                   N_("Riparti dalla pagina iniziale."));
    case 415:
        return say(ctx, 415, N_("Non sappiamo leggere quello che hai inviato"),
                   N_("Torna alla pagina da cui vieni e usa il suo modulo."));
    default:
        return say(ctx, 400, N_("Non abbiamo capito la richiesta"),
                   N_("Non è stato salvato nulla. Torna alla pagina da cui vieni e riprova."));
    }
}

struct problem problem_of_status(const struct ctx *ctx, enum status status)
{
    struct problem problem;

    switch (status) {
    case ERR_NOT_FOUND:
        return problem_of_http(ctx, 404);
    case ERR_DENIED:
        return problem_of_http(ctx, 403);
    case ERR_CONFLICT:
        return problem_of_http(ctx, 409);
    case ERR_REPEATED:
        problem = say(ctx, 409, N_("Questo modulo era già stato registrato"),
                      N_("Quello che hai cambiato dopo non è stato salvato. Apri quello che è "
                         "registrato e correggilo lì."));
        problem.repeated = true;
        return problem;
    case ERR_TOO_LARGE:
        return problem_of_http(ctx, 413);
    case ERR_INVALID:
        return problem_of_http(ctx, 400);
    case ERR_BUSY:
        return say(ctx, 503, N_("In questo momento c’è molto da fare"),
                   N_("Non è stato salvato nulla. Aspetta qualche secondo e riprova."));
    case OK:
    case ERR_UNAVAILABLE:
    case ERR_CORRUPT:
    case ERR_IO:
        break;
    }
    return say(ctx, 503, N_("In questo momento non riusciamo a leggere o salvare i dati"),
               N_("Non è stato salvato nulla. Riprova tra qualche minuto; se continua, avvisa chi "
                  "si occupa del programma."));
}

struct problem problem_of_form(const struct ctx *ctx, enum csrf_outcome outcome,
                               const struct form *typed)
{
    struct problem problem;

    if (outcome == CSRF_FOREIGN)
        return say(ctx, 403, N_("Questo modulo arriva da un altro sito"),
                   N_("Per sicurezza non è stato salvato nulla. Apri il modulo da qui e riprova."));
    problem = say(ctx, 403, N_("Questo modulo è scaduto"),
                  N_("Non è stato salvato nulla. Apri di nuovo il modulo, poi copia le risposte "
                     "che trovi qui sotto."));
    problem.typed = typed;
    return problem;
}

bool problem_keeps(const struct form_field *field)
{
    static const char *const SECRETS[] = {CSRF_FIELD, "password", "secret", "once"};

    if (strcmp(field->name, "code") == 0) /* of entry; a tax_code is an answer like others */
        return false;
    for (size_t i = 0; i < sizeof SECRETS / sizeof SECRETS[0]; i++) {
        if (strstr(field->name, SECRETS[i]))
            return false;
    }
    return !field->file_name && !text_is_blank(field->value);
}

void problem_plain_page(struct ctx *ctx, const struct problem *problem, struct response *response)
{
    struct html page = {response_page(response), ctx};

    problem_plain(&page, problem);
}
