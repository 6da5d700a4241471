/* Tax codes as typed: what is accepted reads again as itself, and warnings never fail. */
#include <assert.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "people/tax_code.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char text[512];
    char normal[TAX_CODE_CHARS + 1];
    struct tax_code code;
    struct tax_code again;
    enum tax_code_fault fault;
    struct date births[TAX_CODE_BIRTHS_MAX];

    if (size >= sizeof text)
        return 0;
    memcpy(text, data, size);
    text[size] = '\0';

    struct tax_code_person person = {text, text, {(int32_t)size}, 'F', "L117"};

    if (tax_code_make(&person, normal) == OK)
        assert(tax_code_read(normal, &code, &fault) == OK &&
               tax_code_warnings(&code, &person) == 0);
    if (tax_code_read(text, &code, &fault) != OK) {
        assert(fault != TAX_CODE_SOUND);
        return 0;
    }
    assert(tax_code_normalize(text, normal) == OK && strcmp(normal, code.text) == 0);
    assert(tax_code_read(normal, &again, &fault) == OK && again.kind == code.kind);
    assert(tax_code_births(&code, date_of(2026, 11, 23), births) <= TAX_CODE_BIRTHS_MAX);
    (void)tax_code_warnings(&code, &person);
    return 0;
}
