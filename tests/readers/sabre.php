<?php
// Reads calendars by sabre/vobject, the reader of Nextcloud and ownCloud: `php sabre.php FILE...`.
// Prints what python.py beside it prints.
error_reporting(E_ALL & ~E_DEPRECATED);
require_once 'Sabre/VObject/autoload.php';
date_default_timezone_set(getenv('TZ') ?: 'UTC');

function moment($property) {
    $value = $property->getDateTime();
    if ((string)$property['VALUE'] === 'DATE') return $value->format('Y-m-d');
    return gmdate('Y-m-d\TH:i:s\Z', $value->getTimestamp());
}

function text($property) {
    // The reader itself undoes only the other two escapes.
    return $property === null ? '' : strtr($property->value, ['\\,' => ',', '\\;' => ';']);
}

function events($file) {
    $found = [];
    foreach (Sabre\VObject\Reader::read(file_get_contents($file))->select('VEVENT') as $event) {
        $found[(string)$event->UID] = [moment($event->DTSTART), moment($event->DTEND),
            text($event->SUMMARY), text($event->LOCATION), text($event->DESCRIPTION)];
    }
    return $found;
}

$read = [];
foreach (array_slice($argv, 1) as $file) {
    try {
        $read[basename($file)] = events($file);
    } catch (Throwable $error) {
        $read[basename($file)] = (string)$error->getMessage();
    }
}
echo json_encode((object)$read);
