/*
 * What the leak checker need not tell: fontconfig keeps its patterns until the process ends, out of
 * the checker's sight.
 */
const char *__lsan_default_suppressions(void);

const char *__lsan_default_suppressions(void)
{
    return "leak:libfontconfig\n";
}
