-- One form, each time for another person.
-- Arguments: a file with the Cookie header, a file with the form's body in which %07d is the person's number, and how
-- many people there are.

require("summary")

local body, count, person = nil, 1, 0

local function content(path)
  local file = assert(io.open(path))
  local text = file:read("*a")
  file:close()
  return text
end

function init(arguments)
  wrk.method = "POST"
  wrk.headers["Cookie"] = content(arguments[1])
  wrk.headers["Content-Type"] = "application/x-www-form-urlencoded"
  body, count = content(arguments[2]), tonumber(arguments[3])
end

function request()
  person = (person + 1) % count
  return wrk.format(nil, nil, nil, body:format(person))
end
