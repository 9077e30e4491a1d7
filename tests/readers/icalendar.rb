# Reads calendars by ruby-icalendar: `ruby icalendar.rb FILE...`. Prints what python.py beside it prints.
require 'stringio' # which icalendar 2.8 uses and does not require
require 'icalendar'
require 'json'

def moment(value)
  return value.strftime('%Y-%m-%d') if value.is_a?(Icalendar::Values::Date)

  value.to_time.getutc.strftime('%Y-%m-%dT%H:%M:%SZ')
end

def read(path)
  events = Icalendar::Calendar.parse(File.read(path, encoding: 'UTF-8')).flat_map(&:events)
  events.to_h do |event|
    texts = [event.summary, event.location, event.description].map(&:to_s)
    [event.uid.to_s, [moment(event.dtstart), moment(event.dtend), *texts]]
  end
rescue StandardError => e
  "#{e.class}: #{e.message}"
end

puts JSON.generate(ARGV.to_h { |path| [File.basename(path), read(path)] })
