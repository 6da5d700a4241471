#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/commands.h"
#include "app/house.h"
#include "app/nightly.h"
#include "app/serve.h"
#include "base/text.h"
#include "people/index.h"
#include "store/audit.h"
#include "store/keys.h"
#include "web/server.h"

const char CMD_SERVE_USAGE[] =
    "usage: accanto serve [--data DIR] [--port N] [--address A]\n\n"
    "Answers browsers until it is told to stop (Ctrl-C, or SIGTERM): then it finishes what it\n"
    "began. It listens on the loopback address; put a proxy with TLS in front of it, as\n"
    "docs/operations.md shows. The log, without personal data, goes to the standard output.\n\n"
    "  --port N       listen there instead of on the configured port\n"
    "  --address A    listen on this address\n\n"
    "Exit: 0 stopped; 2 wrong use; 3 the database, the key or the port cannot be had.\n";

/* Blocks until somebody asks the program to stop. The signals are held back in every thread. */
static void wait_for_end(const sigset_t *signals)
{
    int received;

    sigwait(signals, &received);
}

/* Without the jobs of the night the pages are as good. */
static void serve_until_told(struct house *house, const sigset_t *signals)
{
    struct nightly *nightly;
    enum status status = nightly_start(house, &nightly);

    if (status != OK) {
        printf("night: nothing will be learned: %s\n", status_name(status));
        fflush(stdout);
    }
    wait_for_end(signals);
    if (status == OK)
        nightly_stop(nightly);
}

static void log_head(struct zone_session *session, const char *when)
{
    struct audit_head head;

    if (audit_head_read(&session->ctx, &head) == OK)
        printf("audit head at %s: %s\n", when, audit_head_show(&session->arena, &head));
    fflush(stdout);
}

static int serve_open(struct zone_session *session, struct house *house, struct web *web)
{
    const struct server_config config = {
        .address = session->config.listen_address,
        .port = (uint16_t)session->config.listen_port,
        .workers = session->config.workers,
    };
    struct server *server;
    sigset_t signals;

    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &signals, NULL);
    if (store_start_writer(house->store) != OK)
        return command_fail(ERR_UNAVAILABLE, "the writer cannot start");

    enum status status = server_start(web, &config, &server);

    if (status != OK) {
        store_stop_writer(house->store);
        return command_fail(ERR_UNAVAILABLE,
                            "port %d on %s cannot be had: is the program running "
                            "already? Another one is taken with --port N",
                            session->config.listen_port, config.address);
    }
    log_head(session, "start");
    printf("Accanto answers at http://%s:%d/  (stop it with Ctrl-C)\n", config.address,
           server_port(server));
    fflush(stdout);
    serve_until_told(house, &signals);
    server_stop(server);
    store_stop_writer(house->store);
    log_head(session, "end");
    clearerr(stdout); /* a line that the log lost is no failure of the service */
    return EXIT_FINE;
}

/* With another database's key nothing could be written: nobody could enter, and nobody would know
   why. */
static int serve_check_key(struct zone_session *session)
{
    struct audit_head head;
    enum status status = audit_head_read(&session->ctx, &head);

    if (status == ERR_CORRUPT)
        return command_fail(ERR_UNAVAILABLE,
                            "the key %s is not the one of this database, or the record of who did "
                            "what was tampered with: see 'accanto audit verify'",
                            session->config.key_path);
    if (status != OK)
        return command_fail(ERR_UNAVAILABLE, "the database cannot be read: %s",
                            status_name(status));
    return EXIT_FINE;
}

/* Everything but the socket. */
static int serve_house(struct zone_session *session, struct house *house)
{
    struct crypt_key master;
    struct web *web;

    if (store_keys_load(session->config.key_path, &master) != OK)
        return command_fail(ERR_UNAVAILABLE, "the key cannot be read again");
    if (people_index_open(&session->ctx, &house->people) != OK)
        return command_fail(ERR_UNAVAILABLE, "the index of persons cannot be built");
    if (house_web(house, &master, &web) != OK)
        return command_fail(ERR_UNAVAILABLE, "the pages cannot be set up");

    int code = serve_open(session, house, web);

    web_free(web);
    return code;
}

int serve_zone(struct zone_session *session)
{
    struct house house = {.config = &session->config, .store = session->store};
    /* Of the workers one is always left for who is inside already. */
    int waiting_max = session->config.workers > 3 ? session->config.workers - 3 : 0;
    int code = serve_check_key(session);

    if (code != EXIT_FINE)
        return code;
    if (password_gate_init(&house.passwords, waiting_max) != OK)
        return command_fail(ERR_UNAVAILABLE, "the system has no locks left");
    if (languages_open(&house.languages, WORDS_FILES, WORDS_FILE_COUNT) != OK)
        return command_fail(ERR_UNAVAILABLE, "the translations cannot be read");

    code = serve_house(session, &house);

    languages_close(&house.languages);
    people_index_close(house.people);
    password_gate_free(&house.passwords);
    return code;
}

int cmd_serve(int argc, char **argv)
{
    const char *port = NULL;
    const char *address = NULL;
    const struct option_spec specs[] = {{"--port", true, &port}, {"--address", true, &address}};
    struct options options;
    struct zone_session session;
    int64_t number = 0;

    if (!command_options(argc, argv, specs, 2, &options))
        return EXIT_USAGE;
    if (port && (text_to_int(port, &number) != OK || number < 0 || number > 65535))
        return command_fail(ERR_INVALID, "--port wants a number from 0 to 65535");

    int code = command_open(options.data, ZONE_READY, &session);

    if (code == EXIT_FINE) {
        if (port)
            session.config.listen_port = (int)number;
        if (address)
            session.config.listen_address = address;
        code = serve_zone(&session);
    }
    command_close(&session);
    return code;
}
