"""What people see: the gate and the Streamlit app; the only package that knows Streamlit."""
