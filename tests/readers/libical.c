/* Reads calendars by libical, the reader of Evolution, GNOME Calendar and KDE: `libical FILE...`.
 * ZONES in the environment is a folder of compiled zones to be taken for the machine's. Prints what python.py beside it prints. */
#include <libical/ical.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void print_text(const char *text)
{
    putchar('"');
    for (const unsigned char *at = (const unsigned char *)(text ? text : ""); *at; at++) {
        if (*at < 0x20 || *at == '"' || *at == '\\')
            printf("\\u%04x", *at);
        else
            putchar(*at);
    }
    putchar('"');
}

static void print_moment(icalcomponent *event, icalproperty_kind kind)
{
    icalproperty *property = icalcomponent_get_first_property(event, kind);
    struct icaltimetype time = icaltime_null_time();
    if (property)
        time = icalproperty_get_datetime_with_component(property, event);
    if (!time.is_date && time.zone) /* as an instant, not by convert_to_zone: that keeps the machine out of it */
        time = icaltime_from_timet_with_zone(icaltime_as_timet_with_zone(time, time.zone), 0, icaltimezone_get_utc_timezone());
    printf("\"%04d-%02d-%02d", time.year, time.month, time.day);
    if (!time.is_date)
        printf("T%02d:%02d:%02d%s", time.hour, time.minute, time.second, time.zone ? "Z" : "");
    putchar('"');
}

static void print_event(icalcomponent *event)
{
    print_text(icalcomponent_get_uid(event));
    fputs(": [", stdout);
    print_moment(event, ICAL_DTSTART_PROPERTY);
    fputs(", ", stdout);
    print_moment(event, ICAL_DTEND_PROPERTY);
    const char *texts[] = {icalcomponent_get_summary(event), icalcomponent_get_location(event),
                           icalcomponent_get_description(event)};
    for (int i = 0; i < 3; i++) {
        fputs(", ", stdout);
        print_text(texts[i]);
    }
    putchar(']');
}

static char *content(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (!file)
        return NULL;
    fseek(file, 0, SEEK_END);
    long size = ftell(file);
    rewind(file);
    char *text = calloc(1, size + 1);
    if (text && fread(text, 1, size, file) != (size_t)size)
        text[0] = '\0';
    fclose(file);
    return text;
}

int main(int count, char **arguments)
{
    const char *zones = getenv("ZONES");
    if (zones)
        set_zone_directory(zones);
    icaltimezone_set_tzid_prefix("");
    putchar('{');
    for (int i = 1; i < count; i++) {
        char *text = content(arguments[i]);
        icalcomponent *calendar = text ? icalparser_parse_string(text) : NULL;
        fputs(i > 1 ? ", " : "", stdout);
        print_text(basename(arguments[i]));
        fputs(": ", stdout);
        if (!calendar || icalcomponent_count_errors(calendar)) {
            print_text(calendar ? "libical met errors" : "libical finds no calendar");
            continue;
        }
        putchar('{');
        int first = 1;
        for (icalcomponent *event = icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT); event;
             event = icalcomponent_get_next_component(calendar, ICAL_VEVENT_COMPONENT), first = 0) {
            fputs(first ? "" : ", ", stdout);
            print_event(event);
        }
        putchar('}');
    }
    puts("}");
    return 0;
}
