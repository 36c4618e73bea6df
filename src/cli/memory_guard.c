/* No page of this program is ever writable and executable at once.
 *
 * Two libraries would make such pages: libtcc marks the code that it has copied so, until the next
 * mprotect, and PCRE2's JIT compiler keeps its code so for good. The program is linked with the
 * linker's --wrap for the two calls that do it (CMakeLists.txt), which then lead here. A server that
 * `understudy build` made holds no compiler of ours and is linked without. */
#include <stddef.h>
#include <stdint.h>
#include <sys/mman.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

int __real_mprotect(void *address, size_t length, int protection);
int __wrap_mprotect(void *address, size_t length, int protection);
int __wrap_pcre2_jit_compile_8(pcre2_code *code, uint32_t options);

/* Who asks for both gets the right to write; the right to execute is asked for again when the code is
 * complete (toolchain_tcc.c). */
int __wrap_mprotect(void *address, size_t length, int protection)
{
    if ((protection & PROT_WRITE) && (protection & PROT_EXEC))
        protection &= ~PROT_EXEC;
    return __real_mprotect(address, length, protection);
}

/* As where PCRE2 was built without a JIT compiler: patterns are interpreted. */
int __wrap_pcre2_jit_compile_8(pcre2_code *code, uint32_t options)
{
    (void)code;
    (void)options;
    return PCRE2_ERROR_JIT_BADOPTION;
}
