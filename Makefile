# One file builds everything. `make` leaves the program at build/accanto; variants live in build/<variant>/.
#   make            the program            make run        the demo zone, served
#   make check      what a developer runs all day          make check-all   the longer checks
#   make bench      ratios, never a clock   make format    lay the sources out
#   make words      what the screens say, collected for translators in po/
VARIANT ?= release
OUT     ?= build/$(VARIANT)
GEN     := build/gen
TOOLS   := build/tools
CC_release = gcc
CC_asan    = gcc
CC_tsan    = gcc
CC_cover   = gcc
CC_clang   = clang
CC_fuzz    = clang
CC      = $(CC_$(VARIANT))
FLAGS_release = -O2 -D_FORTIFY_SOURCE=2 -fstack-protector-strong
FLAGS_asan    = -O1 -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
FLAGS_tsan    = -O1 -fsanitize=thread -fno-omit-frame-pointer
FLAGS_cover   = -O0 --coverage -fprofile-update=atomic
FLAGS_clang   = -O1
FLAGS_fuzz    = -O1 -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all
WARN    := -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wpointer-arith -Wcast-qual \
           -Wvla -Wformat=2 -Wno-format-nonliteral -Werror
PKGS    := libmicrohttpd sqlite3 libpq libsodium pangocairo cairo-pdf liboath libqrencode
CFLAGS  := -std=gnu17 -D_GNU_SOURCE -g -pthread $(WARN) -Isrc -I$(GEN) $(shell pkg-config --cflags $(PKGS) 2>/dev/null)
LDLIBS  := $(shell pkg-config --libs $(PKGS) 2>/dev/null) -ldeflate -pthread -lm

# ROOMS="base store web" builds the library of those rooms alone, for work on one while another is open.
ROOMS     ?= $(notdir $(wildcard src/*))
SOURCES   := $(sort $(shell find $(ROOMS:%=src/%) -name '*.c'))
SQL       := $(sort $(shell find $(ROOMS:%=src/%) -name '*.sql'))
PAGES     := $(sort $(shell find $(ROOMS:%=src/%) -name '*.html'))
SQL_ROOMS := $(sort $(notdir $(basename $(SQL))))
HTML_ROOMS := $(sort $(notdir $(patsubst %/,%,$(dir $(PAGES)))))
GENERATED := $(SQL_ROOMS:%=$(GEN)/%_sql.c) $(HTML_ROOMS:%=$(GEN)/%_html.c) $(GEN)/schema.c $(GEN)/assets.c \
             $(GEN)/birthplaces.c $(GEN)/words.c
LANGUAGES := $(sort $(notdir $(basename $(wildcard po/*.po))))
OBJECTS   := $(SOURCES:src/%.c=$(OUT)/%.o) $(GENERATED:$(GEN)/%.c=$(OUT)/gen/%.o)
LIBRARY   := $(OUT)/libaccanto.a
# What tests share: each takes what it needs of it. The leak checker's word must always be there.
SUPPORT   := $(OUT)/tests/support/leaks.o $(OUT)/tests/libsupport.a
TESTS     := $(sort $(shell find tests/unit tests/store tests/web -name '*_test.c' 2>/dev/null))
# What many threads do at once: the one path of writing, and the server.
THREADED  := tests/store/write_test.c $(sort $(wildcard tests/web/*_test.c))
SYSTEM    := $(sort $(wildcard tests/system/*_test.c))
FUZZERS   := $(sort $(wildcard fuzz/*_fuzz.c))
BENCHES   := $(sort $(wildcard bench/*_bench.c))
BENCH_PARTS := $(filter-out $(BENCHES),$(wildcard bench/*.c))

.DELETE_ON_ERROR:
.SECONDARY:
.PHONY: all run check check-all bench format format-check layers source golden unit store replay system analyse cppcheck tidy clang threads valgrind races proof browser fuzz faults package attack coverage clean \
        words words-check
all: build/accanto

build/accanto: build/$(VARIANT)/accanto
	@ln -f $< $@
$(OUT)/accanto: $(OUT)/main.o $(LIBRARY)
	@echo '  ld $(@:build/%=%)'; $(CC) $(FLAGS_$(VARIANT)) -o $@ $^ $(LDLIBS)
$(LIBRARY): $(filter-out $(OUT)/main.o,$(OBJECTS))
	@rm -f $@
	@ar rcs $@ $^
$(OUT)/%.o: src/%.c | $(GENERATED)
	@mkdir -p $(@D)
	@echo '  cc $(@:build/%=%)'; $(CC) $(CFLAGS) $(FLAGS_$(VARIANT)) -MMD -MP -c -o $@ $<
$(OUT)/gen/%.o: $(GEN)/%.c | $(GENERATED)
	@mkdir -p $(@D)
	@echo '  cc $(@:build/%=%)'; $(CC) $(CFLAGS) $(FLAGS_$(VARIANT)) -MMD -MP -c -o $@ $<
$(OUT)/tests/%.o: tests/%.c | $(GENERATED)
	@mkdir -p $(@D)
	@echo '  cc $(@:build/%=%)'; $(CC) $(CFLAGS) -Itests $(FLAGS_$(VARIANT)) -MMD -MP -c -o $@ $<
$(OUT)/tests/libsupport.a: $(patsubst %.c,$(OUT)/%.o,$(filter-out %/leaks.c,$(wildcard tests/support/*.c)))
	@rm -f $@
	@ar rcs $@ $^
$(OUT)/%_test: $(OUT)/%_test.o $(SUPPORT) $(LIBRARY)
	@mkdir -p $(@D)
	@echo '  ld $(@:build/%=%)'; $(CC) $(FLAGS_$(VARIANT)) $(WRAPPED:%=-Wl,--wrap=%) -o $@ $^ -lcmocka $(LDLIBS)
# Where memory runs out on demand: see tests/support/memory.h.
$(OUT)/tests/system/memory_test: WRAPPED = malloc calloc realloc strdup web_handle arena_alloc arena_alloc_array \
    arena_reserve arena_grow arena_copy arena_copy_n arena_printf
$(OUT)/%_bench: bench/%_bench.c $(BENCH_PARTS) $(wildcard bench/*.h) $(LIBRARY)
	@echo '  ld $(@:build/%=%)'; $(CC) $(CFLAGS) -Ibench $(FLAGS_$(VARIANT)) -o $@ $< $(BENCH_PARTS) $(LIBRARY) $(LDLIBS)
$(OUT)/%_replay: fuzz/%_fuzz.c fuzz/replay.c $(LIBRARY)
	@echo '  ld $(@:build/%=%)'; $(CC) $(CFLAGS) $(FLAGS_$(VARIANT)) -o $@ $^ $(LDLIBS)
$(OUT)/%_fuzz: fuzz/%_fuzz.c $(LIBRARY)
	@echo '  ld $(@:build/%=%)'; $(CC) $(CFLAGS) $(FLAGS_fuzz) -fsanitize=fuzzer -o $@ $< $(LIBRARY) $(LDLIBS)

# Text of other kinds, compiled to C.
$(TOOLS)/%: tools/%.c tools/common.c $(wildcard tools/*.c tools/*.h)
	@mkdir -p $(@D)
	@gcc -std=gnu17 -D_GNU_SOURCE -g -O1 $(WARN) -Isrc -Itools -o $@ tools/common.c $(wildcard tools/$*.c tools/$*_*.c) -lsqlite3 -ldeflate -lsodium
define sql_room
$(GEN)/$(notdir $(basename $(1)))_sql.c: $(1) $(TOOLS)/sqlc $(wildcard schema/*.sql)
	@mkdir -p $(GEN)
	@$(TOOLS)/sqlc --schema schema --out $(GEN) $(1)
endef
$(foreach file,$(SQL),$(eval $(call sql_room,$(file))))
define html_room
$(GEN)/$(1)_html.c: $(filter src/$(1)/%.html,$(PAGES)) src/$(1) $(TOOLS)/htmlc
	@mkdir -p $(GEN)
	@$(TOOLS)/htmlc --out $(GEN) --room $(1) $(filter src/$(1)/%.html,$(PAGES))
endef
$(foreach room,$(HTML_ROOMS),$(eval $(call html_room,$(room))))
$(GEN)/birthplaces.c: tools/birthplaces.mjs tools/package-lock.json
	@mkdir -p $(GEN)
	@[ -d tools/node_modules ] || npm ci --prefix tools --silent --no-audit --no-fund
	@node tools/birthplaces.mjs $(GEN)
# The look: sheet, scripts, icons and fonts, put into the program.
$(GEN)/assets.c: $(TOOLS)/embed ui/package-lock.json $(shell find ui -maxdepth 2 -type f -not -path '*/node_modules/*')
	@mkdir -p $(GEN) build/ui/assets
	@[ -d ui/node_modules/bootstrap-italia ] || npm ci --prefix ui --silent --no-audit --no-fund
	@npm run build --prefix ui --silent
	@$(TOOLS)/embed $@ build/ui/assets/*.woff2 build/ui/assets/*.svg build/ui/assets/*.css build/ui/assets/*.js
# Translations. What is marked as doubtful (fuzzy) is left out and shows in Italian.
$(GEN)/%.mo: po/%.po
	@mkdir -p $(GEN)
	@msgfmt --check-format --check-domain -o $@ $<
$(GEN)/words.c: $(LANGUAGES:%=$(GEN)/%.mo) $(TOOLS)/wordsc
	@$(TOOLS)/wordsc $(LANGUAGES:%=$(GEN)/%.mo) > $@
$(GEN)/schema.c: $(wildcard schema/*.sql) $(TOOLS)/schemac
	@mkdir -p $(GEN)
	@$(TOOLS)/schemac schema > $@

# ---- checks -------------------------------------------------------------------------------------
# Each group appends its count to build/results; the last line says how many cases passed and failed.
TEST = tests/run
ASAN := build/asan
UNIT_ASAN  := $(patsubst %.c,$(ASAN)/%,$(filter-out tests/store/%,$(TESTS)))
STORE_ASAN := $(patsubst %.c,$(ASAN)/%,$(filter tests/store/%,$(TESTS)))
E2E  := $(sort $(wildcard tests/e2e/*.mjs))

check:
	@MAKE='$(MAKE)' tests/groups format-check layers source words-check golden unit store replay
check-all:
	@MAKE='$(MAKE)' tests/groups system cppcheck tidy clang threads valgrind races proof browser fuzz faults package attack coverage

format-check:
	@$(TEST) format 'tools/format --check && echo ok format'
layers: $(TOOLS)/layers
	@$(TEST) layers '$(TOOLS)/layers && echo ok layers'
source: $(TOOLS)/sourcecheck
	@$(TEST) source '$(TOOLS)/sourcecheck && echo ok source'
words-check: $(GENERATED)
	@$(TEST) words 'tools/words --check && echo ok words'
golden: $(TOOLS)/sqlc $(TOOLS)/htmlc $(TOOLS)/schemac $(TOOLS)/layers $(TOOLS)/sourcecheck
	@$(TEST) golden tests/golden/run
# Under ASan, UBSan and LSan: unit with web handlers, and store on both engines.
unit:
	@$(MAKE) -s -j2 VARIANT=asan $(UNIT_ASAN)
	@$(TEST) unit $(UNIT_ASAN)
store:
	@$(MAKE) -s -j2 VARIANT=asan $(STORE_ASAN)
	@$(TEST) store $(STORE_ASAN:%='tests/support/with-postgres %')
# What the fuzzers start from, and what they found in the past.
replay:
	@$(MAKE) -s -j2 VARIANT=asan $(FUZZERS:fuzz/%_fuzz.c=$(ASAN)/%_replay)
	@$(TEST) replay $(foreach f,$(FUZZERS:fuzz/%_fuzz.c=%),'$(ASAN)/$(f)_replay fuzz/corpus/$(f)')
# The whole program on both engines: who reaches what, what leaks, tokens, junk, the audit, failures; and its commands.
system:
	@$(MAKE) -s -j2 VARIANT=asan $(ASAN)/accanto $(SYSTEM:%.c=$(ASAN)/%)
	@$(TEST) system $(foreach t,$(SYSTEM:%.c=%),'tests/support/with-postgres $(ASAN)/$(t)') \
		'tests/support/with-postgres tests/system/commands.sh $(ASAN)/accanto'

# The longer ones. Static analysis; threads; valgrind; the browser; fuzzing; faults; coverage.
FUZZ_SECONDS ?= $(if $(CI),60,10)
analyse: cppcheck tidy clang
cppcheck:
	@$(TEST) cppcheck 'cppcheck -q --std=c11 --enable=warning,portability --inline-suppr --error-exitcode=1 -Isrc -I$(GEN) src tools && echo ok cppcheck'
tidy: all
	@$(TEST) tidy 'tools/tidy $(GEN) && echo ok tidy'
clang:
	@$(MAKE) -s -j2 VARIANT=clang build/clang/accanto && $(TEST) clang 'echo ok builds_with_clang'
threads: all
	@$(MAKE) -s -j2 VARIANT=tsan build/tsan/accanto $(THREADED:%.c=build/tsan/%)
	@$(TEST) threads $(foreach t,$(THREADED:%.c=build/tsan/%),'tests/support/with-postgres $(t)') tests/threads/crowd.sh
# The program as it is shipped, without a sanitizer's help.
valgrind: all
	@$(TEST) valgrind tests/valgrind/quick.sh
# Ten thousand attempts at a last seat on each engine.
races:
	@$(MAKE) -s -j2 VARIANT=asan $(ASAN)/tests/store/rides_race_test
	@$(TEST) races 'tests/support/with-postgres $(ASAN)/tests/store/rides_race_test 10000'
# What the planner finds and what CBC proves of the same thousand days.
proof: all
	@$(TEST) proof 'tests/planner/agree.py build/accanto 1000'
browser: all
	@[ -d tests/e2e/node_modules ] || npm ci --prefix tests/e2e --silent --no-audit --no-fund
	@npm run patterns --prefix ui --silent
	@$(TEST) browser $(E2E:%='node %')
fuzz:
	@$(MAKE) -s -j2 VARIANT=fuzz $(FUZZERS:fuzz/%.c=build/fuzz/%)
	@$(TEST) fuzz $(foreach f,$(FUZZERS:fuzz/%_fuzz.c=%),'fuzz/run $(f) $(FUZZ_SECONDS)')
# KILL_ROUNDS=1000 for a release.
KILL_ROUNDS ?= 200
faults: all
	@$(MAKE) -s -j2 VARIANT=asan $(ASAN)/tests/store/faults_kill_test
	@$(TEST) faults $(patsubst %,'ROUNDS=$(KILL_ROUNDS) %',$(sort $(wildcard tests/faults/*.sh))) \
	    'ACCANTO_FAULT_ROUNDS=$(KILL_ROUNDS) tests/support/with-postgres $(ASAN)/tests/store/faults_kill_test'
# The Debian package around the program, and what docs/api.md promises to other programs.
package: all
	@$(TEST) package $(sort $(wildcard tests/package/*.sh))
# Two scanners go through the demonstration as every role.
attack: all
	@$(TEST) attack tests/attack/wapiti 'tests/support/with-postgres tests/attack/sqlmap'
# Lines and branches that the tests run, room by room; tests/coverage.txt is the gate. Without the browser, and
# without the allocations that fail one by one, which would run the same branches for many minutes.
COVERED := $(patsubst %.c,build/cover/%,$(filter-out %/memory_test.c,$(TESTS) $(SYSTEM)))
coverage:
	@$(MAKE) -s -j2 VARIANT=cover build/cover/accanto $(COVERED)
	@find build/cover -name '*.gcda' -delete
	@$(TEST) counted $(COVERED:%='tests/support/with-postgres %') \
		'tests/support/with-postgres tests/system/commands.sh build/cover/accanto'
	@$(TEST) coverage 'tests/coverage build/cover'; status=$$?; cat build/logs/coverage-*.log; exit $$status

bench: all
	@$(MAKE) -s -j2 $(BENCHES:bench/%.c=build/release/%)
	@bench/run $(BENCHES:bench/%.c=build/release/%) bench/dial_a_ride.py

run: all
	@build/accanto demo --serve
format:
	@tools/format
words: $(GENERATED)
	@tools/words
clean:
	rm -rf build
-include $(shell find $(OUT) -name '*.d' 2>/dev/null)
