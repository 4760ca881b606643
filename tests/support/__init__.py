"""What tests share: the browser, a web server, small projects, Node.js."""
