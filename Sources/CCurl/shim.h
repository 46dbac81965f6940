#include <curl/curl.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#ifdef __linux__
#include <linux/sockios.h>
#endif

/* curl_easy_setopt and curl_easy_getinfo take any number of arguments, which Swift cannot call. One function for
   each kind of argument that is needed. */

static inline CURLcode countersign_curl_set_text(CURL *handle, CURLoption option, const char *value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode countersign_curl_set_number(CURL *handle, CURLoption option, long value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode countersign_curl_set_list(CURL *handle, CURLoption option, struct curl_slist *value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode countersign_curl_set_pointer(CURL *handle, CURLoption option, void *value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode countersign_curl_set_transfer(
    CURL *handle, CURLoption option, size_t (*function)(char *, size_t, size_t, void *)) {
    return curl_easy_setopt(handle, option, function);
}

static inline CURLcode countersign_curl_set_debug(
    CURL *handle, int (*function)(CURL *, curl_infotype, char *, size_t, void *)) {
    return curl_easy_setopt(handle, CURLOPT_DEBUGFUNCTION, function);
}

static inline long countersign_curl_response_code(CURL *handle) {
    long code = 0;
    curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &code);
    return code;
}

static inline CURLcode countersign_curl_initialize(void) { return curl_global_init(CURL_GLOBAL_DEFAULT); }

/* The socket of a connection that was made with CURLOPT_CONNECT_ONLY; -1: there is none. */
static inline int countersign_curl_socket(CURL *handle) {
    curl_socket_t descriptor = CURL_SOCKET_BAD;
    if (curl_easy_getinfo(handle, CURLINFO_ACTIVESOCKET, &descriptor) != CURLE_OK) return -1;
    return (int)descriptor;
}

/* Bytes that the other end has not acknowledged; -1: not known. */
static inline int countersign_socket_unacknowledged(int descriptor) {
    int count = -1;
#ifdef __linux__
    if (ioctl(descriptor, SIOCOUTQ, &count) != 0) return -1;
#else
    socklen_t size = sizeof(count);
    if (getsockopt(descriptor, SOL_SOCKET, SO_NWRITE, &count, &size) != 0) return -1;
#endif
    return count;
}
