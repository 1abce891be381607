# Shared by the fetch-* scripts; sourced, not run. Needs bash 4.4 or later, curl, sha256sum or shasum.
# shellcheck shell=bash
#
# Exit codes of the scripts: 0 everything is there, 1 something could not be fetched, 2 wrong command line.
#
# Environment:
#   MATHLODE_FETCH_RETRIES   how often a transfer is tried again (default 8)
#   MATHLODE_FETCH_BACKOFF   whole seconds before the first retry; doubles each time, 60 at most (default 2)
#   MATHLODE_FETCH_STALLED   seconds without a kilobyte a second after which a transfer counts as cut (default 60)

readonly FETCH_USAGE=2

fetch_name=${0##*/}

# Tells the user that the work failed, and ends the script.
fail() {
  printf '%s: %s\n' "$fetch_name" "$*" >&2
  exit 1
}

# Tells the user that the command line is wrong, and ends the script.
wrong_usage() {
  printf '%s: %s (see %s --help)\n' "$fetch_name" "$*" "$fetch_name" >&2
  exit "$FETCH_USAGE"
}

note() {
  printf '%s\n' "$*" >&2
}

# option_value OPTION [VALUE]: prints the value that must follow an option.
option_value() {
  [[ $# -ge 2 && -n $2 && $2 != --* ]] || wrong_usage "$1 needs a value"
  printf '%s' "$2"
}

# positive_number OPTION VALUE: ends the script unless the value is a whole number from 1 to 9999999.
positive_number() {
  [[ $2 =~ ^[1-9][0-9]{0,6}$ ]] || wrong_usage "$1 must be a whole number of 1 or more, not $2"
}

need_tools() {
  local tool
  for tool in "$@"; do
    command -v "$tool" >/dev/null 2>&1 || fail "needs $tool, which is not installed"
  done
}

sha256_of() {
  if command -v sha256sum >/dev/null 2>&1; then
    sha256sum -- "$1" | cut -c1-64
  else
    shasum -a 256 -- "$1" | cut -c1-64
  fi
}

size_of() {
  local bytes
  bytes=$(wc -c <"$1")
  printf '%s' "${bytes//[[:space:]]/}"
}

# last_header FILE NAME: the value of a header in the last of the responses whose headers are in FILE (redirects come first).
last_header() {
  awk -v wanted="$2" '
    /^HTTP\// { value = "" }
    { colon = index($0, ":") }
    colon && tolower(substr($0, 1, colon - 1)) == wanted { value = substr($0, colon + 1); gsub(/^[ \t]+|[ \t\r]+$/, "", value) }
    END { print value }' "$1"
}

# fetch URL FILE [SIZE]: fetches URL to FILE, unless FILE is there already. The bytes go to FILE.partial first; a partial file of an
# earlier try is continued if the server still has the same file (ETag or date kept beside it), else begun anew. Tried again on
# network errors, 408, 429 and 5xx. The length is compared with what the server announced, and with SIZE if that is given.
fetch() {
  local url=$1 file=$2 size=${3:-} partial=$2.partial tag=$2.partial.tag headers=$2.partial.headers
  local retries=${MATHLODE_FETCH_RETRIES:-8} pause=${MATHLODE_FETCH_BACKOFF:-2}
  local try=0 have status result total got
  local -a range

  if [[ -e $file ]]; then
    [[ -z $size || $(size_of "$file") == "$size" ]] ||
      fail "$file has $(size_of "$file") bytes instead of $size; remove it to fetch it again"
    return 0
  fi
  mkdir -p -- "$(dirname -- "$file")" || fail "cannot make the folder of $file"

  while :; do
    range=()
    have=0
    if [[ -s $partial && -s $tag ]]; then
      have=$(size_of "$partial")
      range=(--header "Range: bytes=$have-" --header "If-Range: $(<"$tag")")
    else
      rm -f -- "$partial" "$tag"
    fi
    : >"$headers"
    result=0
    status=$(transfer "$url" "$partial.new" "$headers" "${range[@]}") || result=$?

    case $status in
      206)
        # the server must go on exactly where the partial file ends
        if [[ $(last_header "$headers" content-range) != "bytes $have-"* ]]; then
          rm -f -- "$partial" "$partial.new" "$tag"
          result=1
        else
          total=$(last_header "$headers" content-range)
          total=${total##*/}
          append_new "$partial"
        fi
        ;;
      200)
        rm -f -- "$partial"
        total=$(last_header "$headers" content-length)
        append_new "$partial"
        remember_tag "$headers" "$tag"
        ;;
      416)
        # nothing is left after the partial file: it is whole, or the file on the server has changed
        total=$(last_header "$headers" content-range)
        total=${total##*/}
        rm -f -- "$partial.new"
        if [[ $total == "$have" ]]; then
          result=0
        else
          rm -f -- "$partial" "$tag"
          result=1
        fi
        ;;
      000 | 408 | 429 | 5??)
        # an error page is not the file
        rm -f -- "$partial.new"
        result=1
        ;;
      *)
        rm -f -- "$partial.new" "$headers"
        fail "$url: the server answers $status$(explain_status "$status")"
        ;;
    esac

    if ((result == 0)); then
      got=$(size_of "$partial")
      [[ $total =~ ^[0-9]+$ ]] || total=
      if [[ -n $total ]] && ((got < total)); then
        result=1 # cut short without a word
      elif [[ $got != "${size:-${total:-$got}}" ]]; then
        rm -f -- "$partial" "$tag" "$headers"
        fail "$url: $got bytes came instead of ${size:-$total}; nothing was kept"
      else
        break
      fi
    fi

    try=$((try + 1))
    ((try <= retries)) || fail "$url: given up after $try tries ($(why_not "$status")); run again to go on from $(progress "$partial")"
    note "$fetch_name: $url: $(why_not "$status"), try $((try + 1)) in $pause s"
    sleep "$pause"
    pause=$((pause * 2 < 60 ? pause * 2 : 60))
  done

  mv -- "$partial" "$file" || fail "cannot write $file"
  rm -f -- "$tag" "$headers"
}

# transfer URL FILE HEADERS [CURL OPTION…]: one try; prints the HTTP status, 000 if there was none.
transfer() {
  local url=$1 file=$2 headers=$3
  shift 3
  curl --silent --location --max-redirs 5 --connect-timeout 30 --speed-limit 1024 --speed-time "${MATHLODE_FETCH_STALLED:-60}" \
    --user-agent "mathlode-fetch/1" --output "$file" --dump-header "$headers" --write-out '%{http_code}' "$@" -- "$url"
}

append_new() {
  if [[ -e $1.new ]]; then
    cat -- "$1.new" >>"$1" || fail "cannot write $1: is the disk full?"
    rm -f -- "$1.new"
  else
    : >>"$1" || fail "cannot write $1"
  fi
}

# remember_tag HEADERS FILE: keeps what If-Range needs. A weak ETag cannot vouch for bytes (RFC 9110, 13.1.5).
remember_tag() {
  local value
  value=$(last_header "$1" etag)
  if [[ -z $value || $value == W/* ]]; then
    value=$(last_header "$1" last-modified)
  fi
  if [[ -n $value ]]; then
    printf '%s' "$value" >"$2"
  else
    rm -f -- "$2"
  fi
}

explain_status() {
  case $1 in
    401 | 403) printf ' (not allowed: is the address right, does it need a key?)' ;;
    404 | 410) printf ' (no such file: check the name and the base URL)' ;;
  esac
}

why_not() {
  case $1 in
    000) printf 'no answer' ;;
    200 | 206) printf 'the connection was cut' ;;
    *) printf 'the server answers %s' "$1" ;;
  esac
}

progress() {
  if [[ -s $1 ]]; then
    printf '%s bytes' "$(size_of "$1")"
  else
    printf 'the start'
  fi
}

# check_lock LOCK KEY FILE: compares the SHA-256 of FILE with the line KEY of LOCK; writes the line if there is none.
check_lock() {
  local lock=$1 key=$2 file=$3 known now
  now=$(sha256_of "$file") || fail "cannot read $file"
  known=$(awk -v key="$key" '$2 == key { print $1; exit }' "$lock" 2>/dev/null || true)
  if [[ -z $known ]]; then
    printf '%s  %s\n' "$now" "$key" >>"$lock" || fail "cannot write $lock"
    LC_ALL=C sort -k 2 -o "$lock" -- "$lock"
  elif [[ $known != "$now" ]]; then
    fail "$file: sha256 is $now, but $lock says $known; the file differs from what was fetched first (remove its line to accept it)"
  fi
}
